package dev.tintype.library.pictallion;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.operation.pictallion.ImportReport;
import dev.tintype.operation.pictallion.ImportRequest;
import dev.tintype.operation.pictallion.PictallionImport;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Imports the fourteen tables of Pictallion in an order in which each row comes after the
 * rows to which it refers.
 */
@Component
class PictallionLibrary implements PictallionImport {

	private final Transactions transactions;

	private final Statements statements;

	private final LibraryFiles files;

	private final SourceFiles sources;

	private final PlainImport plain;

	private final SettingImport settings;

	private final AssetImport assets;

	private final FaceImport faces;

	private final CollectionImport collections;

	PictallionLibrary(Transactions transactions, Statements statements, LibraryFiles files, SourceFiles sources,
			PlainImport plain, SettingImport settings, AssetImport assets, FaceImport faces,
			CollectionImport collections) {
		this.transactions = transactions;
		this.statements = statements;
		this.files = files;
		this.sources = sources;
		this.plain = plain;
		this.settings = settings;
		this.assets = assets;
		this.faces = faces;
		this.collections = collections;
	}

	@Override
	public ImportReport run(ImportRequest request, Progress progress) {
		this.sources.require(request.media());
		try (SourceDatabase source = SourceDatabase.open(request.source())) {
			long assets = source.count("media_assets");
			AtomicReference<ImportState> last = new AtomicReference<>();
			Mono<ImportReport> all = this.transactions.run(Mono.defer(() -> {
				ImportState state = new ImportState(request, assets, progress);
				last.set(state);
				Mono<ImportReport> work = tables(source, state).thenReturn(state.report());
				return request.dryRun() ? work.flatMap((report) -> Mono.error(new Undo()))
						: work.onErrorResume((ex) -> this.files.delete(state.created()).then(Mono.error(ex)));
			}));
			return all.onErrorResume(Undo.class, (ex) -> Mono.just(Objects.requireNonNull(last.get()).report()))
				.toFuture()
				.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	// Each row comes after the rows to which it refers.
	private Mono<Void> tables(SourceDatabase source, ImportState state) {
		return this.plain.run(PlainTables.USERS, source, state)
			.then(this.settings.run(source, state))
			.then(this.plain.run(PlainTables.AI_PROMPTS, source, state))
			.then(this.plain.run(PlainTables.LOCATIONS, source, state))
			.then(this.plain.run(PlainTables.TAGS, source, state))
			.then(this.plain.run(PlainTables.PEOPLE, source, state))
			.then(this.assets.run(source, state))
			.then(this.plain.run(PlainTables.HISTORY, source, state))
			.then(Mono.defer(() -> this.faces.run(source, state)))
			.then(Mono.defer(() -> this.collections.run(source, state)))
			.then(holidays(state))
			.then(Mono.defer(() -> this.plain.run(PlainTables.EVENTS, source, state)))
			.then(relationships(state))
			.then(Mono.defer(() -> this.plain.run(PlainTables.RELATIONSHIPS, source, state)));
	}

	private static final String HOLIDAYS = """
			/* findHolidays */ SELECT name, country FROM events WHERE type = 'holiday'
			""";

	private Mono<Void> holidays(ImportState state) {
		return this.statements.sql(HOLIDAYS)
			.all((row) -> PlainTables.holiday(Columns.get(row, 0, String.class), row.get(1, String.class)))
			.doOnNext(state::knows)
			.then();
	}

	private static final String RELATIONSHIPS = """
			/* findRelationships */ SELECT pair_key FROM relationships WHERE pair_key IS NOT NULL
			""";

	private Mono<Void> relationships(ImportState state) {
		return this.statements.sql(RELATIONSHIPS)
			.all((row) -> Columns.get(row, 0, String.class))
			.doOnNext(state::knows)
			.then();
	}

	/**
	 * Ends a transaction without its changes.
	 */
	private static final class Undo extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Undo() {
			super("dry run", null, false, false);
		}

	}

}
