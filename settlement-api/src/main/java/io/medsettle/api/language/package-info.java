/**
 * Answers in the reader's language: English, in which the engine thinks and stores, or
 * Chinese if the reader prefers it.
 */
@NullMarked
package io.medsettle.api.language;

import org.jspecify.annotations.NullMarked;
