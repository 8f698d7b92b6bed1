/**
 * The description of the interface at {@code /v3/api-docs}: what all operations share.
 * Each operation describes itself where it is.
 */
@NullMarked
package io.medsettle.api.openapi;

import org.jspecify.annotations.NullMarked;
