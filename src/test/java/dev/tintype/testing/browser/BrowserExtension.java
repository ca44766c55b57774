package dev.tintype.testing.browser;

import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives each test its own tab, and checks after the test that the tab has reported no
 * error.
 */
class BrowserExtension implements ExecutionCondition, BeforeAllCallback, ParameterResolver, AfterEachCallback {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(BrowserExtension.class);

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		return (TestDatabase.dialect() == Dialect.H2) ? ConditionEvaluationResult.enabled("H2")
				: ConditionEvaluationResult.disabled("The pages do not see the database: they are tested on H2");
	}

	// Before the service is started, which takes longer.
	@Override
	public void beforeAll(ExtensionContext context) {
		chromium(context);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType().equals(Tab.class);
	}

	@Override
	public Tab resolveParameter(ParameterContext parameter, ExtensionContext context) {
		String port = SpringExtension.getApplicationContext(context)
			.getEnvironment()
			.getRequiredProperty("local.server.port");
		Tab tab = chromium(context).open("http://localhost:" + port);
		context.getStore(NAMESPACE).put(Tab.class, tab);
		return tab;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Tab tab = context.getStore(NAMESPACE).get(Tab.class, Tab.class);
		if (tab == null) {
			return;
		}
		try (tab) {
			if (context.getExecutionException().isPresent()) {
				tab.screenshot("failed-" + context.getRequiredTestMethod().getName());
			}
			else {
				tab.checkFaults();
			}
		}
	}

	private static Chromium chromium(ExtensionContext context) {
		return context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(Chromium.class, (key) -> Chromium.launch(), Chromium.class);
	}

}
