package io.maskwise.model;

import java.io.Serializable;

/** Placeholder: the description of a network, by layers. Its owner replaces this file. */
public record ModelSpec(String name) implements Serializable {}
