/**
 * The command line of the jar: {@code start} starts the engine, {@code verify} holds
 * published days against their claims without one, and says so on the terminal and by the
 * exit status.
 */
@NullMarked
package io.medsettle.api.command;

import org.jspecify.annotations.NullMarked;
