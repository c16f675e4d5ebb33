package io.maskwise.spark;

import java.util.Iterator;
import java.util.function.Function;

/** What a function makes of each element, one after the other. */
record MappedIterator<A, B>(Iterator<A> elements, Function<A, B> function) implements Iterator<B> {
    @Override
    public boolean hasNext() {
        return elements.hasNext();
    }

    @Override
    public B next() {
        return function.apply(elements.next());
    }
}
