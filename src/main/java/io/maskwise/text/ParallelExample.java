package io.maskwise.text;

/**
 * One example of a parallel corpus, before tokenising.
 *
 * @param position where its text stands
 * @param text its text
 * @param target the text to make of it
 */
public record ParallelExample(SourcePosition position, String text, String target) implements CorpusRecord {}
