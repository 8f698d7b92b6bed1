/**
 * The command line of the jar: {@code verify} holds published days against their claims
 * without an engine, and says so on the terminal and by the exit status.
 */
@NullMarked
package io.medsettle.api.command;

import org.jspecify.annotations.NullMarked;
