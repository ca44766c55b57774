package dev.tintype.library.pictallion;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.setting.LibrarySettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Imports settings. A setting of the service that still has its default gives way.
 */
@Component
class SettingImport {

	private static final PlainTable SETTINGS = new PlainTable(TargetTable.of("settings", "id", TargetTable.UUID_TYPE,
			"key", TargetTable.TEXT, "value", TargetTable.TEXT, "category", TargetTable.TEXT, "description",
			TargetTable.TEXT, "created_at", TargetTable.TIME, "updated_at", TargetTable.TIME), "key",
			SettingImport::setting);

	private final Statements statements;

	private final PlainImport plain;

	private final int chunk;

	SettingImport(Statements statements, PlainImport plain, BatchSettings settings) {
		this.statements = statements;
		this.plain = plain;
		this.chunk = settings.chunkSize();
	}

	/**
	 * Imports all settings in the transaction of the caller.
	 */
	Mono<Void> run(SourceDatabase source, ImportState state) {
		return source.chunks(SETTINGS.name(), this.chunk).concatMap((rows) -> {
			List<Map<String, @Nullable Object>> converted = PlainImport.converted(SETTINGS, rows, state);
			return Flux.fromIterable(converted)
				.concatMap(this::deleteDefault, 1)
				.then(this.plain.write(SETTINGS, converted, state));
		}, 0).then();
	}

	private static Map<String, @Nullable Object> setting(SourceRow row, ImportState state) {
		String key = row.required("key");
		String value = row.text("value", "");
		String fault = LibrarySettings.fault(key, value);
		if (fault != null) {
			throw new RowFault("the value of " + key + " " + fault);
		}
		return PlainTables.values("id", row.id(), "key", key, "value", value, "category",
				row.text("category", "general"), "description", row.text("description"), "created_at",
				row.time("created_at"), "updated_at", row.time("updated_at"));
	}

	private static final String DELETE_DEFAULT = """
			/* deleteDefaultSetting */
			DELETE FROM settings WHERE "key" = :key AND "value" = :default AND id <> :id
			""";

	private Mono<Void> deleteDefault(Map<String, @Nullable Object> row) {
		String usual = LibrarySettings.usual(String.valueOf(row.get("key")));
		if (usual == null || !(row.get("id") instanceof UUID id)) {
			return Mono.empty();
		}
		return this.statements.sql(DELETE_DEFAULT)
			.bind("key", String.valueOf(row.get("key")))
			.bind("default", usual)
			.bind("id", id)
			.then();
	}

}
