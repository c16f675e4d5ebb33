package io.maskwise.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** All that a function makes of each element, one after the other. */
final class FlatIterator<A, B> implements Iterator<B> {
    private final Iterator<A> elements;
    private final Function<A, Iterator<B>> function;
    private Iterator<B> current = Collections.emptyIterator();

    FlatIterator(Iterator<A> elements, Function<A, Iterator<B>> function) {
        this.elements = elements;
        this.function = function;
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext() && elements.hasNext()) {
            current = function.apply(elements.next());
        }
        return current.hasNext();
    }

    @Override
    public B next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Cannot go on: there are no more elements");
        }
        return current.next();
    }
}
