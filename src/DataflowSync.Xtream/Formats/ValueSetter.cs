using System.Text.Json;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Formats;

/// <summary>Sets a field of an item from one value. Never throws for a valid value.</summary>
/// <param name="value">Stands on the value; may be moved to its end.</param>
/// <param name="buffer">For its text.</param>
/// <param name="item">Receives the field.</param>
/// <param name="field">Index of the field.</param>
/// <returns>False where the value says nothing; the item is then as it was.</returns>
internal delegate bool ValueSetter(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field);
