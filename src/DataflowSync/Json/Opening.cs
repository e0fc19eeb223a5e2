namespace DataflowSync.Json;

/// <summary>Where a list begins.</summary>
/// <param name="Length">Bytes up to and with its opening bracket.</param>
/// <param name="Close">Its closing bracket: that of an array, or that of an object whose values are the elements.</param>
internal readonly record struct Opening(int Length, byte Close);
