package io.medsettle.api.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import picocli.CommandLine.IVersionProvider;

/**
 * Which build the jar is.
 */
final class BuildVersion implements IVersionProvider {

	private static final String FILE = "/META-INF/build-info.properties";

	@Override
	public String[] getVersion() throws IOException {
		Properties build = new Properties();
		try (InputStream stream = BuildVersion.class.getResourceAsStream(FILE)) {
			if (stream != null) {
				build.load(stream);
			}
		}
		return new String[] { "medsettle " + build.getProperty("build.version", "unknown") };
	}

}
