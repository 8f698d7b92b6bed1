/**
 * A real Apache Kafka inside the process, for regions that run one process. It keeps its
 * log under the data folder and serves any Kafka client on loopback. With
 * {@code settlement.broker.embedded=false} nothing of this is started.
 */
@NullMarked
package io.medsettle.api.broker;

import org.jspecify.annotations.NullMarked;
