/**
 * What one person proposes and another approves before it is done.
 */
@NullMarked
package io.medsettle.api.proposals;

import org.jspecify.annotations.NullMarked;
