/**
 * The night: for one clearing day, await the cut-off, reconcile, clear, write the files
 * and publish. One package a step.
 */
@NullMarked
package io.medsettle.batch;

import org.jspecify.annotations.NullMarked;
