package io.maskwise.text;

import java.util.List;

/**
 * The words of generated sentences; those in several lists are what makes tagging them a task.
 *
 * <p>{@code light} is a noun, a verb or an adjective, {@code can} a noun, a verb or an auxiliary, {@code that} a
 * determiner, a pronoun or a conjunction, {@code watches} a plural or what somebody does.
 */
final class TaggedLexicon {
    static final List<String> NOUNS = List.of(
            "fish", "light", "can", "run", "play", "watch", "will", "saw", "walk", "cook", "guard", "park", "book",
            "duck", "train", "paint", "plant", "rock", "trap", "cover", "well", "round", "must", "might", "fire",
            "cool", "back", "dog", "river", "teacher", "garden", "king", "road");
    static final List<String> TRANSITIVE_VERBS = List.of(
            "fish", "light", "can", "run", "play", "watch", "saw", "walk", "cook", "guard", "park", "book", "duck",
            "train", "paint", "plant", "rock", "trap", "cover", "round", "dry", "open", "clean", "warm", "cool", "back",
            "find", "follow");
    static final List<String> INTRANSITIVE_VERBS =
            List.of("fish", "run", "play", "walk", "cook", "duck", "rock", "train", "cool", "sleep", "wait");
    static final List<String> ADJECTIVES = List.of(
            "light", "dry", "open", "clean", "warm", "cool", "round", "still", "fast", "hard", "back", "old", "small");
    static final List<String> ADVERBS = List.of("fast", "hard", "still", "well", "back", "down", "often", "here");
    static final List<String> AUXILIARIES = List.of("can", "will", "must", "might", "should");
    static final List<String> ADPOSITIONS = List.of("in", "near", "with", "to", "like", "down", "round");
    static final List<String> SINGULAR_DETERMINERS = List.of("the", "the", "a", "that", "every");
    static final List<String> PLURAL_DETERMINERS = List.of("the", "the", "some");
    static final List<String> NUMBERS = List.of("two", "three", "ten");
    static final List<String> PLURAL_PRONOUNS = List.of("you", "all", "some");
    static final List<String> NAMES = List.of("Anna", "Omar", "Peter");
    static final List<String> SUBORDINATORS = List.of("because", "when", "if", "like");
    static final List<String> COORDINATORS = List.of("and", "or", "but");
    static final List<String> WISHES = List.of("want", "like", "love");
    static final List<String> THOUGHTS = List.of("know", "say", "like");

    private TaggedLexicon() {}

    /** The form with an s: a noun's plural, or a verb's third person, which look alike. */
    static String withS(String word) {
        if (word.endsWith("sh") || word.endsWith("ch") || word.endsWith("s")) {
            return word + "es";
        }
        if (word.endsWith("dry")) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word + "s";
    }
}
