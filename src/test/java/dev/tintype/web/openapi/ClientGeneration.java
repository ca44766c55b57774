package dev.tintype.web.openapi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Generates clients in a separate process, one for each configuration file.
 */
public final class ClientGeneration {

	private ClientGeneration() {
	}

	/**
	 * Calls the generator's command line, which is only on the class path of this
	 * process.
	 * @param configurations the configuration files
	 * @throws ReflectiveOperationException if the generator is missing or fails
	 */
	public static void main(String[] configurations) throws ReflectiveOperationException {
		Method generator = Class.forName("org.openapitools.codegen.OpenAPIGenerator").getMethod("main", String[].class);
		for (String configuration : configurations) {
			try {
				generator.invoke(null, (Object) new String[] { "generate", "-c", configuration });
			}
			catch (InvocationTargetException ex) {
				throw new IllegalStateException(configuration, ex.getCause());
			}
		}
	}

}
