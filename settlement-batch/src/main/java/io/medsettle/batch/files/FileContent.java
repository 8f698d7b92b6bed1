package io.medsettle.batch.files;

/**
 * What was written into a file.
 *
 * @param records lines without the header; 1 for a manifest
 * @param totals what the lines add up to
 */
record FileContent(long records, ControlTotals totals) {
}
