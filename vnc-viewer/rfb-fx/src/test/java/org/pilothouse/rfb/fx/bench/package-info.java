/** Whole-process measurements of the view, started by packaging/bin/bench-view. */
package org.pilothouse.rfb.fx.bench;
