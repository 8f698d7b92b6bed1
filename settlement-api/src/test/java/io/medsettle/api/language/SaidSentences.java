package io.medsettle.api.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * What stands between quotes in the code, as the compiler has put it together, with
 * <code>{}</code> for each value: what the engine can say is among it.
 */
final class SaidSentences {

	private static final Pattern VALUE = Pattern.compile("\\u0001|%[sd]");

	private SaidSentences() {
	}

	/**
	 * All that stands in the classes whose names match a pattern, such as
	 * <code>core/claim/*</code>.
	 */
	static Set<String> in(String... classes) {
		Set<String> found = new TreeSet<>();
		Arrays.stream(classes).map(SaidSentences::resources).flatMap(Arrays::stream).forEach((resource) -> {
			try {
				new ClassReader(resource.getContentAsByteArray()).accept(new Texts(found),
						ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		return found;
	}

	private static Resource[] resources(String classes) {
		try {
			Resource[] found = new PathMatchingResourcePatternResolver()
				.getResources("classpath*:io/medsettle/" + classes + ".class");
			return Arrays.stream(found)
				.filter((resource) -> !String.valueOf(resource.getDescription()).contains("test-classes"))
				.toArray(Resource[]::new);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The texts of methods, and the rules of parameters, as they are told. Other
	 * annotations describe the interface.
	 */
	private static final class Texts extends ClassVisitor {

		private final Set<String> found;

		Texts(Set<String> found) {
			super(Opcodes.ASM9);
			this.found = found;
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
				String[] exceptions) {
			return new MethodVisitor(Opcodes.ASM9) {
				@Override
				public void visitLdcInsn(Object value) {
					add(value);
				}

				@Override
				public AnnotationVisitor visitParameterAnnotation(int parameter, String type, boolean visible) {
					return new AnnotationVisitor(Opcodes.ASM9) {
						@Override
						public void visit(String name, Object value) {
							if (name.equals("message")) {
								add("The parameter \u0001 " + value + ".");
							}
						}
					};
				}

				@Override
				public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap,
						Object... arguments) {
					Arrays.stream(arguments).forEach(Texts.this::add);
				}
			};
		}

		private void add(Object constant) {
			// Two braces are the place of a value in the log alone.
			if (constant instanceof String text && !text.contains("{}")) {
				this.found.add(VALUE.matcher(text).replaceAll("{}"));
			}
		}

	}

}
