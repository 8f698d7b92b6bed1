package io.medsettle.batch.lease;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Every method that Spring Batch's job repository has, also one that a new version
 * brings, either only reads or is behind the fence.
 */
class FencedJobRepositoryTests {

	private static final Set<String> READING = Set.of("get", "find", "is");

	private final JobInstance instance = new JobInstance(1, "night");

	private final JobExecution execution = new JobExecution(2, this.instance, new JobParameters());

	private final StepExecution step = new StepExecution(3, "clear", this.execution);

	private final Map<Class<?>, Object> arguments = Map.of(String.class, "night", int.class, 1, long.class, 1L,
			JobInstance.class, this.instance, JobExecution.class, this.execution, StepExecution.class, this.step,
			JobParameters.class, new JobParameters(), ExecutionContext.class, new ExecutionContext());

	private final JobRepository repository = mock(JobRepository.class);

	private final LeaseFence fence = mock(LeaseFence.class);

	private final FencedJobRepository fenced = new FencedJobRepository(this.repository, this.fence);

	@ParameterizedTest
	@MethodSource("methods")
	void everyMethodIsDecidedOn(Method method) {
		assertThatCode(() -> FencedJobRepository.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
			.doesNotThrowAnyException();
	}

	@ParameterizedTest
	@MethodSource("methods")
	void goesOnToTheSameMethodBehindAPass(Method method) throws ReflectiveOperationException {
		invoke(method);

		assertThat(mockingDetails(this.repository).getInvocations()).singleElement()
			.satisfies((call) -> assertThat(call.getMethod()).isEqualTo(method));
		if (!isReading(method)) {
			verify(this.fence).carry();
		}
	}

	@ParameterizedTest
	@MethodSource("methods")
	void withoutAPassNothingIsWritten(Method method) throws ReflectiveOperationException {
		doThrow(new LeaseLostException()).when(this.fence).carry();
		this.execution.setStatus(BatchStatus.STARTED);

		if (isReading(method)) {
			invoke(method);
			verifyNoInteractions(this.fence);
		}
		else if (method.getName().startsWith("create")) {
			assertThatExceptionOfType(InvocationTargetException.class).isThrownBy(() -> invoke(method))
				.withCauseInstanceOf(LeaseLostException.class);
			verifyNoInteractions(this.repository);
		}
		else {
			invoke(method);
			verifyNoInteractions(this.repository);
		}
	}

	@Test
	void withoutAPassWhatRunsIsStopped() {
		doThrow(new LeaseLostException()).when(this.fence).carry();
		this.execution.setStatus(BatchStatus.STARTED);
		this.fenced.update(this.step);
		assertThat(this.step.isTerminateOnly()).isTrue();
		assertThat(this.execution.getStatus()).isEqualTo(BatchStatus.STOPPING);

		this.execution.setStatus(BatchStatus.STARTED);
		this.fenced.updateExecutionContext(this.execution);
		assertThat(this.execution.getStatus()).isEqualTo(BatchStatus.STOPPING);

		this.execution.setStatus(BatchStatus.COMPLETED);
		this.fenced.update(this.execution);
		assertThat(this.execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

	static Stream<Method> methods() {
		return Stream.of(JobRepository.class.getMethods());
	}

	private static boolean isReading(Method method) {
		return READING.stream().anyMatch(method.getName()::startsWith);
	}

	private void invoke(Method method) throws ReflectiveOperationException {
		method.invoke(this.fenced, Arrays.stream(method.getParameterTypes()).map(this.arguments::get).toArray());
	}

}
