package dev.tintype.data.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A driver that follows the script of a test.
 */
final class ScriptedDatabase implements ConnectionFactory {

	/** Counts connections opened or refused, statements sent and connections closed. */
	final AtomicInteger asked = new AtomicInteger();

	final AtomicInteger sent = new AtomicInteger();

	final AtomicInteger closed = new AtomicInteger();

	private final Queue<Throwable> refusals = new ArrayDeque<>();

	private final Queue<Flux<Integer>> answers = new ArrayDeque<>();

	/** Refuses the next connection. */
	ScriptedDatabase refuse(Throwable reason) {
		this.refusals.add(reason);
		return this;
	}

	/** Answers the next statement with these rows or counts of changed rows. */
	ScriptedDatabase answer(Flux<Integer> rows) {
		this.answers.add(rows);
		return this;
	}

	@Override
	public Publisher<? extends Connection> create() {
		return Mono.defer(() -> {
			this.asked.incrementAndGet();
			Throwable refusal = this.refusals.poll();
			return (refusal != null) ? Mono.error(refusal) : Mono.just(connection());
		});
	}

	@Override
	public ConnectionFactoryMetadata getMetadata() {
		return () -> "scripted";
	}

	private Connection connection() {
		return proxy(Connection.class, (self, method, arguments) -> switch (method.getName()) {
			case "createStatement" -> statement();
			case "close" -> Mono.fromRunnable(this.closed::incrementAndGet);
			default -> throw new UnsupportedOperationException(method.getName());
		});
	}

	private Statement statement() {
		return proxy(Statement.class, (self, method, arguments) -> switch (method.getName()) {
			case "bind" -> self;
			case "execute" -> Flux.defer(() -> {
				this.sent.incrementAndGet();
				return Flux.just(result(this.answers.remove()));
			});
			default -> throw new UnsupportedOperationException(method.getName());
		});
	}

	private static Result result(Flux<Integer> rows) {
		return proxy(Result.class, (self, method, arguments) -> switch (method.getName()) {
			case "map" -> rows.map((value) -> read(arguments[0], value));
			case "getRowsUpdated" -> rows.map(Integer::longValue);
			default -> throw new UnsupportedOperationException(method.getName());
		});
	}

	@SuppressWarnings("unchecked")
	private static Object read(Object mapping, Integer value) {
		return ((Function<Readable, Object>) mapping).apply(proxy(Row.class, (self, method, arguments) -> value));
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

}
