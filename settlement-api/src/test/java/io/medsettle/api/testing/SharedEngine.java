package io.medsettle.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.util.FileSystemUtils;

/**
 * One engine for all test classes that can do with a day that others have used too: an
 * {@link Engine} parameter gets it. It is started when it is first asked for, and stopped
 * after the last test.
 */
public final class SharedEngine implements ParameterResolver {

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Engine.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return context.getRoot()
			.getStore(ExtensionContext.Namespace.create(SharedEngine.class))
			.computeIfAbsent(Started.class, (key) -> new Started(), Started.class).engine;
	}

	private static final class Started implements AutoCloseable {

		private final Path dataDir;

		private final Engine engine;

		Started() {
			try {
				this.dataDir = Files.createTempDirectory("shared-engine");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.engine = Engine.start(this.dataDir);
		}

		@Override
		public void close() throws IOException {
			this.engine.close();
			FileSystemUtils.deleteRecursively(this.dataDir);
		}

	}

}
