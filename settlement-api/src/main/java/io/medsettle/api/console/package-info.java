/**
 * The console at {@code /}: today's intake, the night's progress, who owes whom, and the
 * clearing files, in Chinese and English. It reads small, cached summaries only, never
 * the claims one by one, and shows nothing about a person.
 */
@NullMarked
package io.medsettle.api.console;

import org.jspecify.annotations.NullMarked;
