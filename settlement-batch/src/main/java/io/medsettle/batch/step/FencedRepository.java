package io.medsettle.batch.step;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Lets Spring Batch note only what belongs to the holder of the night's lease: its notes
 * carry a pass too, in their own transactions. Without one nothing is begun, and what was
 * being done is stopped without a note, since its story is told by whoever goes on with
 * it.
 */
@Component
class FencedRepository implements BeanPostProcessor {

	private final ObjectProvider<LeaseFence> fence;

	FencedRepository(ObjectProvider<LeaseFence> fence) {
		this.fence = fence;
	}

	/**
	 * What is added last runs inside of the repository's transaction.
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof JobRepository && bean instanceof Advised repository) {
			repository.addAdvice((MethodInterceptor) this::fence);
		}
		return bean;
	}

	private @Nullable Object fence(MethodInvocation call) throws Throwable {
		String name = call.getMethod().getName();
		if (name.startsWith("create")) {
			this.fence.getObject().carry();
		}
		else if (name.startsWith("update") || name.startsWith("delete")) {
			try {
				this.fence.getObject().carry();
			}
			catch (LeaseLostException ex) {
				stop(call.getArguments()[0]);
				return null;
			}
		}
		return call.proceed();
	}

	private static void stop(@Nullable Object noted) {
		if (noted instanceof StepExecution step) {
			step.setTerminateOnly();
			step.getJobExecution().setStatus(BatchStatus.STOPPING);
		}
		else if (noted instanceof JobExecution execution && execution.isRunning()) {
			execution.setStatus(BatchStatus.STOPPING);
		}
	}

}
