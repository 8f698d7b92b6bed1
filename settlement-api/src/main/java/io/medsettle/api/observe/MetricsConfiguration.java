package io.medsettle.api.observe;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Lets the gauges read the database at their own pace, not at that of the scrapes.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class MetricsConfiguration {

}
