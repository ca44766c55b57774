package dev.tintype.library.version;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Ids;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class HistoryIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Assets assets;

	private final History history;

	private final Statements statements;

	private final Transactions transactions;

	HistoryIntegrationTests(@Autowired Assets assets, @Autowired History history, @Autowired Statements statements,
			@Autowired Transactions transactions) {
		this.assets = assets;
		this.history = history;
		this.statements = statements;
		this.transactions = transactions;
	}

	@Test
	void historyIsWrittenInOneStatement() {
		Asset asset = TestAssets.of("name", List.of(), Tier.BRONZE);
		run(this.assets.insert(List.of(asset)));
		UUID operation = Ids.next();

		run(this.history.write(List.of(
				new HistoryEntry(asset.id(), asset.best().id(), Action.METADATA_UPDATED, null,
						Json.MAPPER.readTree("{\"rating\":[0,5]}"), operation),
				new HistoryEntry(asset.id(), null, Action.TRASHED, "details", null, null))));

		List<String> rows = this.statements.sql(
				"SELECT action || ' ' || COALESCE(details, '-'), CAST(changes AS VARCHAR), operation_id, photo_id FROM asset_history "
						+ "WHERE media_asset_id = :id ORDER BY id")
			.bind("id", asset.id())
			.all((row) -> row.get(0) + " " + json(row.get(1, String.class)) + " " + row.get(2) + " " + row.get(3))
			.collectList()
			.block(LIMIT);
		assertThat(rows).containsExactly("METADATA_UPDATED - {\"rating\":[0,5]} " + operation + " " + asset.best().id(),
				"TRASHED details null null null");
	}

	private static String json(@Nullable String text) {
		return (text != null) ? Json.MAPPER.readTree(text).toString() : "null";
	}

	private void run(Mono<Void> work) {
		this.transactions.run(work).block(LIMIT);
	}

}
