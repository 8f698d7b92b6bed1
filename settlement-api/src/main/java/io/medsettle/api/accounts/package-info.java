/**
 * Who makes, changes and revokes clients and people.
 */
@NullMarked
package io.medsettle.api.accounts;

import org.jspecify.annotations.NullMarked;
