/**
 * The audit trail: who has done what, when, from where and why, in one chain of hashes.
 * Rows are only ever added; what was refused leaves one as well, and so does a download.
 */
@NullMarked
package io.medsettle.core.audit;

import org.jspecify.annotations.NullMarked;
