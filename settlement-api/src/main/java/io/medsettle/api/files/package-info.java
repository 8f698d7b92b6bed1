/**
 * Clearing files over HTTP: bureaus download and acknowledge them once their day is
 * published.
 */
@NullMarked
package io.medsettle.api.files;

import org.jspecify.annotations.NullMarked;
