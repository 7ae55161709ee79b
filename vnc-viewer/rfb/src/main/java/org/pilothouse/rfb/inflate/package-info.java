/** A streaming inflater for zlib streams that last as long as a connection; its output stays in place for decoders to read. */
@NullMarked
package org.pilothouse.rfb.inflate;

import org.jspecify.annotations.NullMarked;
