namespace DataflowSync.Server.Page;

/// <summary>Marks an endpoint that a person looks at: what goes wrong there is a page as well.</summary>
internal sealed class ShownAsPage;
