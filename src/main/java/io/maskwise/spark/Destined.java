package io.maskwise.spark;

/** A key that says itself into which partition its row goes. */
interface Destined {
    /** The partition, from 0. */
    int partition();
}
