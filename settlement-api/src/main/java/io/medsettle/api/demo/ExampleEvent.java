package io.medsettle.api.demo;

/**
 * One event as a hospital's system sends it.
 *
 * @param hospitalCode the record's key
 * @param value the record's bytes, usually a claim in JSON
 */
@SuppressWarnings("ArrayRecordComponent") // Neither compared nor changed.
record ExampleEvent(String hospitalCode, byte[] value) {
}
