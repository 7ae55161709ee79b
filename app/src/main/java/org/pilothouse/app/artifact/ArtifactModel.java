package org.pilothouse.app.artifact;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One artifact that somebody wants to look at. Used on the UI thread alone. */
public final class ArtifactModel {
    private final ArtifactItem item;
    private final ArtifactDesk desk;
    private final ReadOnlyObjectWrapper<ArtifactState> state = new ReadOnlyObjectWrapper<>(new ArtifactState.Veiled());

    ArtifactModel(ArtifactItem item, ArtifactDesk desk) {
        this.item = item;
        this.desk = desk;
    }

    public ArtifactItem item() {
        return item;
    }

    public ReadOnlyObjectProperty<ArtifactState> state() {
        return state.getReadOnlyProperty();
    }

    /** It is about to be looked at: fetches what needs no reveal, or was revealed before. */
    public void load() {
        if (state.get() instanceof ArtifactState.Loading || state.get() instanceof ArtifactState.Shown) {
            return;
        }
        if (desk.isOpen(item)) {
            state.set(new ArtifactState.Loading());
            desk.fetch(item, this::shown, problem -> state.set(new ArtifactState.Failed(problem)));
        } else {
            state.set(new ArtifactState.Veiled());
        }
    }

    /** Asked for by a person; the gateway records it. */
    public void reveal() {
        if (state.get() instanceof ArtifactState.Loading || state.get() instanceof ArtifactState.Shown) {
            return;
        }
        if (desk.isOpen(item)) {
            load();
            return;
        }
        state.set(new ArtifactState.Loading());
        desk.reveal(item, this::shown, problem -> state.set(new ArtifactState.Failed(problem)));
    }

    /** Puts the veil back. */
    public void veil() {
        if (item.sensitive()) {
            desk.veil(item);
            state.set(new ArtifactState.Veiled());
        }
    }

    /** Again after a failure, the way it was tried before. */
    public void retry() {
        if (item.sensitive() && !desk.isOpen(item)) {
            reveal();
        } else {
            load();
        }
    }

    private void shown(Content content) {
        state.set(new ArtifactState.Shown(content));
    }
}
