package dev.tintype.security.access;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import dev.tintype.support.ServiceOnly;
import dev.tintype.support.StartException;
import dev.tintype.web.security.CredentialsRequired;
import dev.tintype.web.security.Exposure;
import org.flywaydb.core.Flyway;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Refuses to start a service that others reach and that nobody could administer. It runs
 * after the migrations and before the port opens, and blocks the starting thread.
 */
@Component
@ServiceOnly
@Conditional(CredentialsRequired.class)
@DependsOnDatabaseInitialization
class AdminCheck implements InitializingBean {

	private static final String COUNT = """
			/* countAdmins */
			SELECT (SELECT count(*) FROM users WHERE role = 'admin' AND is_enabled)
			  + (SELECT count(*) FROM api_keys WHERE scope = 'admin' AND revoked_at IS NULL
			     AND (expires_at IS NULL OR expires_at > CURRENT_TIMESTAMP))
			""";

	private final Flyway flyway;

	private final Environment environment;

	AdminCheck(Flyway flyway, Environment environment) {
		this.flyway = flyway;
		this.environment = environment;
	}

	@Override
	public void afterPropertiesSet() throws SQLException {
		Exposure.Reach reach = Exposure.of(this.environment).reach();
		if (reach != null && !Exposure.hasIdentityProvider(this.environment) && countAdmins() == 0) {
			throw new StartException(reach.server() + " listens on " + reach.address()
					+ ", where others reach it, but has no credentials: run \"user add NAME --role admin\" or \"key"
					+ " create NAME --scope admin\", set spring.security.oauth2.resourceserver.jwt.issuer-uri, or set"
					+ " tintype.security.insecure=true.");
		}
	}

	private long countAdmins() throws SQLException {
		try (Connection connection = this.flyway.getConfiguration().getDataSource().getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(COUNT)) {
			row.next();
			return row.getLong(1);
		}
	}

}
