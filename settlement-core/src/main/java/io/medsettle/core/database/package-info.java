/**
 * The database: which one it is, how many rows are put into it at once, how long a
 * statement may take that somebody waits for, how what was committed outlives the
 * process, and what it keeps of the registry.
 * <p>
 * The embedded one writes its file while transactions run, and what it has written last
 * can hold the half of one. So the engine takes checkpoints while no statement runs, and
 * goes back to the last of them after a crash. A database outside needs nothing of this.
 *
 * @see <a href="https://github.com/h2database/h2database/issues/2080">what H2 does not
 * promise</a>
 */
@NullMarked
package io.medsettle.core.database;

import org.jspecify.annotations.NullMarked;
