package io.maskwise.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws one sentence; what a word is shows in its neighbours on both sides. */
final class TaggedGrammar {
    /** How deep clauses and phrases nest at most. */
    private static final int DEEPEST = 3;

    private enum Subject {
        SINGULAR,
        PLURAL
    }

    private final Random random;
    private final List<TaggedWord> words = new ArrayList<>();

    TaggedGrammar(Random random) {
        this.random = random;
    }

    /** The sentence's words. */
    List<TaggedWord> sentence() {
        switch (random.nextInt(8)) {
            case 0 -> command();
            case 1 -> question();
            case 2 -> conditional();
            case 3, 4 -> coordination();
            default -> statement();
        }
        return words;
    }

    private void command() {
        verbPhrase("", random.nextInt(2) * DEEPEST);
        add(random.nextBoolean() ? "." : "!", "PUNCT");
    }

    private void question() {
        pick(TaggedLexicon.AUXILIARIES, "AUX");
        nounPhrase(1);
        verbPhrase("", 1);
        add("?", "PUNCT");
    }

    private void conditional() {
        pick(TaggedLexicon.SUBORDINATORS, "SCONJ");
        clause(1);
        add(",", "PUNCT");
        statement();
    }

    private void coordination() {
        clause(1);
        pick(TaggedLexicon.COORDINATORS, "CCONJ");
        statement();
    }

    private void statement() {
        clause(0);
        add(".", "PUNCT");
    }

    private void clause(int depth) {
        predicate(nounPhrase(depth), depth);
    }

    private void predicate(Subject subject, int depth) {
        switch (random.nextInt(6)) {
            case 0 -> {
                add(subject == Subject.SINGULAR ? "is" : "are", "be", "AUX");
                pick(TaggedLexicon.ADJECTIVES, "ADJ");
            }
            case 1, 2, 3 -> {
                pick(TaggedLexicon.AUXILIARIES, "AUX");
                verbPhrase("", depth);
            }
            default -> verbPhrase(subject == Subject.SINGULAR ? "s" : "", depth);
        }
    }

    private void verbPhrase(String ending, int depth) {
        int kind = random.nextInt(depth < DEEPEST ? 8 : 6);
        if (kind < 3) {
            verb(TaggedLexicon.TRANSITIVE_VERBS, ending);
            nounPhrase(depth + 1);
        } else if (kind < 6) {
            verb(TaggedLexicon.INTRANSITIVE_VERBS, ending);
        } else if (kind == 6) {
            verb(TaggedLexicon.WISHES, ending);
            add("to", "PART");
            verbPhrase("", depth + 1);
        } else {
            verb(TaggedLexicon.THOUGHTS, ending);
            add("that", "SCONJ");
            clause(depth + 1);
        }
        modifiers(depth);
    }

    private void modifiers(int depth) {
        if (oneIn(5)) {
            pick(TaggedLexicon.ADVERBS, "ADV");
        }
        if (depth < DEEPEST && oneIn(4)) {
            adpositionPhrase(depth);
        }
    }

    private Subject nounPhrase(int depth) {
        switch (random.nextInt(8)) {
            case 0 -> {
                pick(TaggedLexicon.NAMES, "PROPN");
                return Subject.SINGULAR;
            }
            case 1 -> {
                pick(TaggedLexicon.PLURAL_PRONOUNS, "PRON");
                return Subject.PLURAL;
            }
            case 2 -> {
                pick(TaggedLexicon.NUMBERS, "NUM");
                return noun(Subject.PLURAL, depth);
            }
            case 3, 4 -> {
                pick(TaggedLexicon.PLURAL_DETERMINERS, "DET");
                return noun(Subject.PLURAL, depth);
            }
            default -> {
                pick(TaggedLexicon.SINGULAR_DETERMINERS, "DET");
                return noun(Subject.SINGULAR, depth);
            }
        }
    }

    private Subject noun(Subject subject, int depth) {
        if (oneIn(3)) {
            pick(TaggedLexicon.ADJECTIVES, "ADJ");
        }
        String noun = draw(TaggedLexicon.NOUNS);
        add(subject == Subject.PLURAL ? TaggedLexicon.withS(noun) : noun, noun, "NOUN");
        if (depth < DEEPEST && oneIn(7)) {
            adpositionPhrase(depth);
        } else if (depth < DEEPEST && oneIn(8)) {
            add("that", "PRON");
            predicate(subject, depth + 1);
        }
        return subject;
    }

    private void adpositionPhrase(int depth) {
        pick(TaggedLexicon.ADPOSITIONS, "ADP");
        nounPhrase(depth + 1);
    }

    private void verb(List<String> verbs, String ending) {
        String verb = draw(verbs);
        add(ending.isEmpty() ? verb : TaggedLexicon.withS(verb), verb, "VERB");
    }

    private void pick(List<String> forms, String tag) {
        add(draw(forms), tag);
    }

    private void add(String form, String tag) {
        add(form, form, tag);
    }

    private void add(String form, String lemma, String tag) {
        words.add(new TaggedWord(form, lemma, tag));
    }

    private String draw(List<String> forms) {
        return forms.get(random.nextInt(forms.size()));
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }
}
