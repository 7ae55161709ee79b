package org.pilothouse.app.outline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tree in the order in which it is read, from the top down. An entry is named by its index in that order, so that
 * walking up, down and over a whole subtree are plain arithmetic.
 */
public final class Outline<T> {
    public static final int NONE = -1;

    private final List<T> values;
    private final int[] parents;
    private final int[] depths;
    private final int[] ends;

    private Outline(List<T> values, int[] parents, int[] depths, int[] ends) {
        this.values = values;
        this.parents = parents;
        this.depths = depths;
        this.ends = ends;
    }

    /** Takes a tree as it is walked: {@link #enter} for each entry, {@link #leave} after its last child. */
    public static final class Builder<T> {
        private final List<T> values = new ArrayList<>();
        private int[] parents = new int[64];
        private int[] depths = new int[64];
        private int[] ends = new int[64];
        private int open = NONE;

        public Builder<T> enter(T value) {
            int index = values.size();
            if (index == parents.length) {
                parents = Arrays.copyOf(parents, index * 2);
                depths = Arrays.copyOf(depths, index * 2);
                ends = Arrays.copyOf(ends, index * 2);
            }
            parents[index] = open;
            depths[index] = open == NONE ? 0 : depths[open] + 1;
            values.add(value);
            open = index;
            return this;
        }

        public Builder<T> leave() {
            ends[open] = values.size();
            open = parents[open];
            return this;
        }

        public Builder<T> leaf(T value) {
            return enter(value).leave();
        }

        public int size() {
            return values.size();
        }

        /** Entries that are still open end here. */
        public Outline<T> build() {
            while (open != NONE) {
                leave();
            }
            return new Outline<>(List.copyOf(values), parents, depths, ends);
        }
    }

    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    public int size() {
        return values.size();
    }

    public List<T> values() {
        return values;
    }

    public T get(int index) {
        return values.get(index);
    }

    /** {@link #NONE} for an entry at the top. */
    public int parent(int index) {
        return parents[index];
    }

    public int depth(int index) {
        return depths[index];
    }

    /** One behind the last entry below this one. */
    public int end(int index) {
        return ends[index];
    }

    public boolean hasChildren(int index) {
        return ends[index] > index + 1;
    }

    public boolean isWithin(int index, int ancestor) {
        return index >= ancestor && index < ends[ancestor];
    }
}
