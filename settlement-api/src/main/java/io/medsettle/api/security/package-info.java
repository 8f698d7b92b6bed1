/**
 * What stands before every address: tokens for programs, a login for people, and the
 * answer to those who have neither.
 */
@NullMarked
package io.medsettle.api.security;

import org.jspecify.annotations.NullMarked;
