/**
 * What the engine keeps in its database apart from the ledgers: the registry, the
 * clearing days, and what became of events that were not posted.
 */
@NullMarked
package io.medsettle.core.store;

import org.jspecify.annotations.NullMarked;
