package io.maskwise.text;

/**
 * One line of a corpus file.
 *
 * @param number its number, from 1
 * @param text what it says, without its end; empty where there is a fault
 * @param fault what is wrong with its bytes
 */
record CorpusLine(long number, String text, LineFault fault) {
    boolean faulty() {
        return fault != LineFault.NONE;
    }
}
