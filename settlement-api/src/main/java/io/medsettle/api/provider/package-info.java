/**
 * Other OpenID providers: what they say of themselves, their tokens, and logging in
 * there.
 */
@NullMarked
package io.medsettle.api.provider;

import org.jspecify.annotations.NullMarked;
