package dev.tintype.library.recognition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.library.face.UnitVector;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Compares a face first with the sums of all people, and then with the faces of those
 * whose mean is highest (ADR 28).
 */
final class Similarities {

	/** How many people are compared face by face. */
	private static final int CANDIDATES = 20;

	/** The most people that are suggested. */
	private static final int MOST = 3;

	/** Faces whose cosine is greater are alike. */
	private static final double ALIKE = 0.75;

	private final UUID faceId;

	private final UnitVector vector;

	private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(Candidate.WORST_FIRST);

	private Map<UUID, Match> matches = new HashMap<>();

	Similarities(UUID faceId, UnitVector vector) {
		this.faceId = faceId;
		this.vector = vector;
	}

	UUID faceId() {
		return this.faceId;
	}

	int length() {
		return this.vector.length();
	}

	/**
	 * Adds a person.
	 * @param sum of the vectors of its faces
	 * @param faces how many there are
	 */
	void addPerson(UUID person, UnitVector sum, int faces) {
		Candidate candidate = new Candidate(person, faces, sum.dot(this.vector) / faces);
		if (this.candidates.size() < CANDIDATES) {
			this.candidates.add(candidate);
		}
		else if (Candidate.WORST_FIRST.compare(candidate, this.candidates.peek()) > 0) {
			this.candidates.poll();
			this.candidates.add(candidate);
		}
	}

	/**
	 * Ends the comparison with people.
	 * @return those whose faces are to be compared
	 */
	Collection<Candidate> chosen() {
		this.matches = this.candidates.stream()
			.collect(Collectors.toMap(Candidate::person, (candidate) -> new Match(candidate.person())));
		return this.candidates;
	}

	/**
	 * Adds a face of a person.
	 */
	void addFace(UUID person, UUID face, UnitVector other) {
		Match match = this.matches.get(person);
		if (match != null && !face.equals(this.faceId)) {
			match.add(other.dot(this.vector));
		}
	}

	/**
	 * Returns the people that are suggested.
	 * @return the best first
	 */
	List<Match> best() {
		List<Match> alike = new ArrayList<>(this.matches.values());
		alike.removeIf((match) -> match.faces == 0);
		alike.sort(Comparator.comparingDouble(Match::mean).reversed().thenComparing(Match::person, Ids.ORDER));
		return alike.subList(0, Math.min(MOST, alike.size()));
	}

	/**
	 * Collects the people of several faces.
	 * @return each person once, with the number of faces
	 */
	static Map<UUID, Integer> people(Collection<Similarities> all) {
		Map<UUID, Integer> people = new HashMap<>();
		all.forEach((each) -> each.chosen().forEach((candidate) -> people.put(candidate.person(), candidate.faces())));
		return people;
	}

	/**
	 * Collects the suggested people of several faces.
	 */
	static Set<UUID> suggested(Collection<Similarities> all) {
		return all.stream().flatMap((each) -> each.best().stream()).map(Match::person).collect(Collectors.toSet());
	}

	/**
	 * A person that may be suggested.
	 *
	 * @param faces how many faces the person has
	 * @param mean of the cosines with all faces of the person
	 */
	record Candidate(UUID person, int faces, double mean) {

		static final Comparator<@Nullable Candidate> WORST_FIRST = Comparator
			.nullsFirst(Comparator.comparingDouble(Candidate::mean)
				.thenComparing(Comparator.comparing(Candidate::person, Ids.ORDER).reversed()));

	}

	/**
	 * The faces of a person that are alike.
	 */
	static final class Match {

		private final UUID person;

		private double sum;

		private int faces;

		Match(UUID person) {
			this.person = person;
		}

		void add(double cosine) {
			if (cosine > ALIKE) {
				this.sum += cosine;
				this.faces++;
			}
		}

		UUID person() {
			return this.person;
		}

		double mean() {
			return this.sum / this.faces;
		}

		Suggestion suggestion(String name, @Nullable String url) {
			return new Suggestion(this.person, name, Math.min(100, Math.round(mean() * 1_000) / 10.0), this.faces, url);
		}

	}

}
