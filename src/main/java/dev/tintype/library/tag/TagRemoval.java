package dev.tintype.library.tag;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Tags;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Deletes a tag and removes it from all photos.
 */
@Component
class TagRemoval {

	private final TagRepository tags;

	private final TaggedPhotos photos;

	private final Transactions transactions;

	TagRemoval(TagRepository tags, TaggedPhotos photos, Transactions transactions) {
		this.tags = tags;
		this.photos = photos;
		this.transactions = transactions;
	}

	/**
	 * Deletes a tag. The tags below it stay.
	 * @return how many photos had it
	 */
	Mono<Long> remove(UUID id) {
		return this.tags.find(id).switchIfEmpty(Requests.missing(id)).flatMap((tag) -> {
			String key = Objects.requireNonNullElseGet(tag.key(), () -> Tags.key(tag.tag()));
			TaggedPhotos.Change change = new TaggedPhotos.Change(
					(keywords) -> keywords.stream().filter((keyword) -> !Tags.key(keyword).equals(key)).toList(),
					Ids.next(), "The tag " + tag.tag() + " was deleted.");
			return this.photos.change(key, change)
				.flatMap((changed) -> this.transactions.run(delete(tag, key)).thenReturn(changed));
		});
	}

	// Another request may have renamed the tag. A photo that got the tag meanwhile keeps
	// it, as if it had got it afterwards.
	private Mono<Void> delete(Tag tag, String key) {
		return this.tags.lockAll(List.of(key)).flatMap((locked) -> {
			List<Tag> own = locked.stream().filter((found) -> found.id().equals(tag.id())).toList();
			List<Tag> again = own.stream()
				.filter((found) -> found.usageCount() > 0)
				.map((found) -> found.as(Ids.next(), found.tag(), key, found.usageCount()))
				.toList();
			return this.tags.delete((tag.key() != null) ? own : List.of(tag)).then(this.tags.insert(again)).then();
		});
	}

}
