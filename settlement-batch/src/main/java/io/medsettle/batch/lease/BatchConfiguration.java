package io.medsettle.batch.lease;

import org.springframework.batch.core.configuration.BatchConfigurationException;
import org.springframework.batch.core.configuration.support.JdbcDefaultBatchConfiguration;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.Isolation;

/**
 * Spring Batch over the engine's database, with the job repository behind the night's
 * {@link LeaseFence fence}. Takes the place of Spring Boot's configuration, which leaves
 * no room for anything between the repository and its transactions.
 */
@Configuration(proxyBeanMethods = false)
class BatchConfiguration extends JdbcDefaultBatchConfiguration {

	private final LeaseFence fence;

	BatchConfiguration(LeaseFence fence) {
		this.fence = fence;
	}

	@Bean
	@Override
	public JobRepository jobRepository() {
		JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean() {

			@Override
			protected Object getTarget() throws Exception {
				return new FencedJobRepository((JobRepository) super.getTarget(), BatchConfiguration.this.fence);
			}

		};
		factory.setDataSource(getDataSource());
		factory.setTransactionManager(getTransactionManager());
		// One night runs at a time, by the lease: nothing is created twice at once.
		factory.setIsolationLevelForCreateEnum(Isolation.READ_COMMITTED);
		try {
			factory.afterPropertiesSet();
			return factory.getObject();
		}
		catch (Exception ex) {
			throw new BatchConfigurationException("The job repository could not be made", ex);
		}
	}

}
