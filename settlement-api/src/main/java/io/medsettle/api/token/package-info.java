/**
 * Tokens: what they are signed with, what they say, and when they count no more.
 */
@NullMarked
package io.medsettle.api.token;

import org.jspecify.annotations.NullMarked;
