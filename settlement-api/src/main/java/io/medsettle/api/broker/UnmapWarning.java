package io.medsettle.api.broker;

import java.lang.reflect.Method;

/**
 * Kafka gives the memory of its index files back through {@code sun.misc.Unsafe}. Since
 * JDK 24 the first such call prints four lines of warning to standard error, meant for
 * Kafka's developers; only a command line option turns them off, and a jar has no command
 * line. The JDK remembers having warned: it is made to remember that already.
 */
final class UnmapWarning {

	private UnmapWarning() {
	}

	static void silence() {
		try {
			Method remember = Class.forName("sun.misc.Unsafe").getDeclaredMethod("trySetMemoryAccessWarned");
			remember.setAccessible(true);
			remember.invoke(null);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			// A JDK that does not warn, or that remembers elsewhere: nothing is lost.
			return;
		}
	}

}
