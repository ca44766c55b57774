package dev.tintype.operation.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs commands on one database, as a user would from a shell.
 */
final class Commands {

	private final String url;

	private final List<String> settings;

	private final Terminal terminal;

	private Commands(String url, List<String> settings, Terminal terminal) {
		this.url = url;
		this.settings = settings;
		this.terminal = terminal;
	}

	static Commands on(String url, Path data, String... more) {
		List<String> settings = new ArrayList<>(List.of("--tintype.db.url=" + url, "--tintype.data-dir=" + data,
				"--tintype.env-file=", "--spring.main.log-startup-info=false"));
		settings.addAll(List.of(more));
		return new Commands(url, List.copyOf(settings), Terminal.NONE);
	}

	/**
	 * Adds a terminal whose user always gives the same answer.
	 * @return for the same database
	 */
	Commands with(String answer) {
		return new Commands(this.url, this.settings, new Terminal() {

			@Override
			public String ask(String question) {
				return answer;
			}

			@Override
			public boolean isThere() {
				return true;
			}

		});
	}

	Ran run(String... arguments) {
		StringWriter out = new StringWriter();
		StringWriter err = new StringWriter();
		int code = CommandLineInterface
			.commands(new CommandContexts(this.settings), new PrintWriter(out, true), new PrintWriter(err, true),
					this.terminal)
			.execute(arguments);
		return new Ran(code, out.toString(), err.toString());
	}

	String url() {
		return this.url;
	}

	List<String> settings() {
		return this.settings;
	}

	/**
	 * The result of a command.
	 *
	 * @param code the exit code
	 * @param out standard output
	 * @param err standard error
	 */
	record Ran(int code, String out, String err) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.out);
		}

	}

}
