package io.maskwise.text;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** CoNLL-U sentences of {@link TaggedGrammar}, 2 to 30 tokens long. */
final class TaggedSample implements SampleGenerator {
    private static final int LONGEST = 30;

    private final Random random;
    private final Set<String> seen = new HashSet<>();

    TaggedSample(Random random) {
        this.random = random;
    }

    @Override
    public String extension() {
        return ".conllu";
    }

    @Override
    public String file(String split, int rows) {
        StringBuilder file = new StringBuilder();
        int written = 0;
        while (written < rows) {
            List<TaggedWord> words = new TaggedGrammar(random).sentence();
            String text = words.stream().map(TaggedWord::form).collect(Collectors.joining(" "));
            if (words.size() <= LONGEST && seen.add(text)) {
                written++;
                file.append("# sent_id = ").append(split).append('-').append(written);
                file.append("\n# text = ").append(text).append('\n');
                append(words, file);
            }
        }
        return file.toString();
    }

    private static void append(List<TaggedWord> words, StringBuilder file) {
        int id = 0;
        for (TaggedWord word : words) {
            id++;
            file.append(id).append('\t').append(word.form()).append('\t').append(word.lemma());
            file.append('\t').append(word.tag()).append("\t_\t_\t_\t_\t_\t_\n");
        }
        file.append('\n');
    }
}
