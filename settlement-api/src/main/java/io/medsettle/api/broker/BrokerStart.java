package io.medsettle.api.broker;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.medsettle.core.settings.SettlementSettings;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the embedded broker while the rest of the application is still being put
 * together; whoever needs it waits for it. This saves most of the broker's seconds, above
 * all after a kill, when it waits for its own former session to expire.
 */
public final class BrokerStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private final BrokerFaultListener faultListener;

	/**
	 * @param faultListener told of a fault that ends the broker after its start
	 */
	public BrokerStart(BrokerFaultListener faultListener) {
		this.faultListener = faultListener;
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		SettlementSettings settings = Binder.get(context.getEnvironment())
			.bindOrCreate("settlement", SettlementSettings.class);
		if (!settings.broker().embedded()) {
			return;
		}
		Path folder = settings.dataDir().resolve("kafka").toAbsolutePath().normalize();
		Pending pending = new Pending(
				CompletableFuture.supplyAsync(() -> EmbeddedBroker.start(folder, settings.broker(), this.faultListener),
						(start) -> Thread.ofPlatform().name("broker-start").start(start)));
		context.getBeanFactory().registerSingleton("brokerStart", pending);
		// Registered before any client exists, and so stopped after all of them.
		if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry beans) {
			beans.registerDisposableBean("brokerStart", pending);
		}
	}

	/**
	 * A broker on its way up.
	 */
	record Pending(CompletableFuture<EmbeddedBroker> broker) implements DisposableBean {

		/**
		 * Waits for the broker.
		 * @throws BrokerStartException if it could not start
		 */
		EmbeddedBroker await() {
			try {
				return this.broker.join();
			}
			catch (CompletionException ex) {
				if (ex.getCause() instanceof BrokerStartException failure) {
					throw failure;
				}
				throw ex;
			}
		}

		@Override
		public void destroy() {
			this.broker.handle((started, failure) -> started).thenAccept((started) -> {
				if (started != null) {
					started.close();
				}
			}).join();
		}

	}

}
