package dev.tintype.web.openapi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Generates clients in a process of its own, one for each configuration file.
 */
public final class ClientGeneration {

	private ClientGeneration() {
	}

	/**
	 * Calls the generator's command line, which is on the class path of the process
	 * alone.
	 * @param configurations files, each with what to generate and where
	 * @throws ReflectiveOperationException if the generator is not there or fails
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
