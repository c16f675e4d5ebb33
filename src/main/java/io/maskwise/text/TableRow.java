package io.maskwise.text;

/**
 * One row of a table, as it stands there.
 *
 * @param file the name of its file, for positions
 * @param line its number in the file, from 1; 0 where rows have ids instead
 * @param id its own id; nothing where ids are made of file and line
 * @param text its text or its tokens
 * @param label its label or labels
 */
public record TableRow(String file, long line, ColumnValue id, ColumnValue text, ColumnValue label) {}
